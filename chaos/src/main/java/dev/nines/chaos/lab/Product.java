package dev.nines.chaos.lab;

import java.util.Locale;

/** Programs that run on lab hosts, from the distribution's packages. */
public enum Product {
    KEEPALIVED("keepalived", "keepalived", "--version"),
    HAPROXY("haproxy", "haproxy", "-v"),
    NGINX("nginx", "nginx-light", "-v"),
    MARIADB("mariadbd", "mariadb-server", "--version"),
    /** Nines' own promotion manager of a database. */
    MANAGER("java", "default-jre-headless", "--version"),
    /** Takes and releases a database's address when the manager says so. */
    AGENT("java", "default-jre-headless", "--version"),
    /** Copies a database anew to a node whose data may contradict the primary's, as a person would. */
    OPERATOR("bash", "bash", "--version");

    private final String program;
    private final String debianPackage;
    private final String versionOption;

    Product(String program, String debianPackage, String versionOption) {
        this.program = program;
        this.debianPackage = debianPackage;
        this.versionOption = versionOption;
    }

    /** The file that is run. */
    public String program() {
        return program;
    }

    /** What installs it. */
    public String debianPackage() {
        return debianPackage;
    }

    /** Its start command does not return. */
    boolean stays() {
        return this != KEEPALIVED && this != HAPROXY && this != NGINX;
    }

    /** Part of Nines. */
    boolean ours() {
        return this == MANAGER || this == AGENT || this == OPERATOR;
    }

    /** Its host can have the address of its service. */
    boolean mayOwn() {
        return this == KEEPALIVED || this == MARIADB;
    }

    String versionOption() {
        return versionOption;
    }

    /** In reports and in lab.json. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
