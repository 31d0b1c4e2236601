package dev.nines.chaos.lab;

import java.util.Locale;

/** Programs that run on lab hosts, from the distribution's packages. */
public enum Product {
    KEEPALIVED("keepalived", "keepalived", "--version"),
    HAPROXY("haproxy", "haproxy", "-v"),
    NGINX("nginx", "nginx-light", "-v"),
    MARIADB("mariadbd", "mariadb-server", "--version");

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

    String versionOption() {
        return versionOption;
    }

    /** In reports and in lab.json. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
