package dev.nines.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** A place in a JSON document that is being read: knows its path, for messages. */
final class Reading {
    private final JsonNode node;
    private final String path;

    Reading(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(
                "not a result of Nines: " + (path.isEmpty() ? "the document" : path) + " must be " + expected);
    }

    boolean isObject() {
        return node.isObject();
    }

    boolean has(String key) {
        return node.has(key) && !node.get(key).isNull();
    }

    Reading at(String key) {
        String inner = path.isEmpty() ? key : path + "." + key;
        if (!node.isObject() || !node.has(key)) {
            throw new IllegalArgumentException("not a result of Nines: " + inner + " is missing");
        }
        return new Reading(node.get(key), inner);
    }

    Reading element(String key, int index) {
        Reading array = at(key);
        if (!array.node.isArray() || array.node.size() <= index) {
            throw array.wrong("an array of more than " + index);
        }
        return new Reading(array.node.get(index), array.path + "[" + index + "]");
    }

    double number() {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isString() && node.stringValue().equals(Json.INFINITE)) {
            return Double.POSITIVE_INFINITY;
        }
        if (node.isString() && node.stringValue().equals("-" + Json.INFINITE)) {
            return Double.NEGATIVE_INFINITY;
        }
        if (node.isNull()) {
            return Double.NaN;
        }
        throw wrong("a number");
    }

    double number(String key) {
        return at(key).number();
    }

    double numberOr(String key, double otherwise) {
        return has(key) ? at(key).number() : otherwise;
    }

    long integer(String key) {
        Reading value = at(key);
        if (!value.node.isIntegralNumber() || !value.node.canConvertToLong()) {
            throw value.wrong("an integer");
        }
        return value.node.longValue();
    }

    String text(String key) {
        Reading value = at(key);
        if (!value.node.isString()) {
            throw value.wrong("a text");
        }
        return value.node.stringValue();
    }

    String textOr(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    boolean flag(String key) {
        Reading value = at(key);
        if (!value.node.isBoolean()) {
            throw value.wrong("true or false");
        }
        return value.node.booleanValue();
    }

    Value value(String key) {
        return ValueJson.read(at(key));
    }

    <T> List<T> list(String key, Function<Reading, T> reader) {
        Reading array = at(key);
        if (!array.node.isArray()) {
            throw array.wrong("an array");
        }
        List<T> items = new ArrayList<>();
        for (int i = 0; i < array.node.size(); i++) {
            items.add(reader.apply(element(key, i)));
        }
        return items;
    }

    <T> Map<String, T> map(String key, Function<Reading, T> reader) {
        Reading object = at(key);
        if (!object.node.isObject()) {
            throw object.wrong("an object");
        }
        Map<String, T> items = new LinkedHashMap<>();
        for (String name : object.node.propertyNames()) {
            items.put(name, reader.apply(object.at(name)));
        }
        return items;
    }

    String string() {
        if (!node.isString()) {
            throw wrong("a text");
        }
        return node.stringValue();
    }
}
