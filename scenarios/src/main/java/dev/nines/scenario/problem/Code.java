package dev.nines.scenario.problem;

/** What can be wrong with a scenario file. The identifiers are public: they never change their meaning. */
public enum Code {
    NO_FILE("N0101"),
    SYNTAX("N0102"),
    UNKNOWN_KEY("N0103"),
    DUPLICATE_KEY("N0104"),
    MISSING_KEY("N0105"),
    WRONG_SHAPE("N0106"),
    UNIT("N0107"),
    OUT_OF_RANGE("N0108"),
    NOT_A_BOOLEAN("N0109"),
    UNKNOWN_HOST("N0110"),
    UNKNOWN_SERVICE("N0111"),
    CYCLE("N0112"),
    UNKNOWN_WORD("N0113"),
    BAD_LAW("N0114"),
    BAD_TARGET("N0115"),
    BAD_OBJECTIVE("N0116"),
    BAD_VARIANT("N0117"),
    TOO_LARGE("N0118"),
    TOO_DEEP("N0119"),
    NOT_TEXT("N0120"),
    NOT_READABLE("N0121"),
    CONTRADICTION("N0122"),
    UNKNOWN_DESIGN("N0123"),
    BAD_NAME("N0124"),
    NOT_A_NUMBER("N0125"),
    BAD_UNKNOWN("N0130"),
    BAD_SAMPLE("N0131"),
    CONFIG_WORD("N0140"),
    CONFIG_VALUE("N0141"),
    CONFIG_KIND("N0142"),
    CONFIG_UNREADABLE("N0143"),
    CONFIG_MATCH("N0144"),
    CLEARED("N0151"),
    ROUNDED("N0152"),
    NEVER_MOVES("N0153"),
    NO_TIMEOUT("N0154"),
    NOT_CHECKED("N0155"),
    UNUSED_HOST("N0156"),
    EQUAL_PRIORITY("N0157"),
    WRONG_PLACE("N0158"),
    NEVER_REPAIRED("N0159"),
    NO_REPLICA("N0160"),
    INFINITE_MEAN("N0161"),
    OVERLOADED("N0162"),
    SHORT_HORIZON("N0163"),
    FEW_VALUES("N0170"),
    NOT_MODELLED("N0171"),
    OVERRIDDEN("N0172"),
    NODES_DIFFER("N0173"),
    MATCHED_BY_ORDER("N0174");

    private final String id;

    Code(String id) {
        this.id = id;
    }

    /** {@code N0103}. */
    public String id() {
        return id;
    }

    /** Warnings (N0151 and above) are printed; the file is run all the same. */
    public boolean isWarning() {
        return id.compareTo("N0150") > 0;
    }
}
