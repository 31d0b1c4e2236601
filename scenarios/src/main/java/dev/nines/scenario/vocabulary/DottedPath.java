package dev.nines.scenario.vocabulary;

import dev.nines.scenario.language.Forms;
import dev.nines.scenario.language.Rejected;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.yaml.Yaml;

/** {@code services.files.content-sync.method}: the place that a variant changes. Its object is a String. */
record DottedPath() implements Type.ScalarType {
    private static final String PATTERN = "[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*";

    @Override
    public Object parse(String text, Yaml.Kind kind) {
        if (text.length() > 200 || !text.matches(PATTERN)) {
            throw new Rejected(Code.BAD_VARIANT, "not a path", "such as services.web.web-server.capacity", "");
        }
        return text;
    }

    @Override
    public Forms forms() {
        return Forms.pattern(PATTERN);
    }

    @Override
    public String describe() {
        return "path";
    }

    @Override
    public boolean isQuantity() {
        return false;
    }
}
