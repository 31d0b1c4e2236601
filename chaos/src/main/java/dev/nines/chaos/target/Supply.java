package dev.nines.chaos.target;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a host gets its power from. {@link #parameters} are data for plans and journals, without secrets; {@link #parse} reads them back. */
public sealed interface Supply {

    List<String> parameters();

    /**
     * A baseboard management controller, asked by {@code ipmitool} in IPMI 2.0.
     *
     * @param passwordEnvironment the variable of this program's environment that holds the password
     */
    record Bmc(String address, int port, String user, String passwordEnvironment) implements Supply {
        private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]{0,252}");
        private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.@-]{0,31}");
        private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

        public Bmc {
            require(ADDRESS, address);
            require(USER, user);
            require(VARIABLE, passwordEnvironment);
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port " + port + " is not from 1 to 65535");
            }
        }

        @Override
        public List<String> parameters() {
            return List.of("bmc=" + address, "bmc-port=" + port, "user=" + user, "password-env=" + passwordEnvironment);
        }
    }

    /**
     * A domain of a hypervisor, asked by {@code virsh}.
     *
     * @param uri of libvirt, such as {@code qemu+ssh://kvm1/system}
     */
    record Domain(String uri, String name) implements Supply {
        private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+]{1,30}://[A-Za-z0-9@.:_/-]{0,200}");
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");

        public Domain {
            require(URI, uri);
            require(NAME, name);
        }

        @Override
        public List<String> parameters() {
            return List.of("hypervisor=" + uri, "domain=" + name);
        }
    }

    private static void require(Pattern pattern, String value) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("not of the form " + pattern + ": " + value.replaceAll("[^ -~]", "?"));
        }
    }

    /** @throws IllegalArgumentException if they are not what {@link #parameters} gives */
    static Supply parse(List<String> parameters) {
        Map<String, String> by = new TreeMap<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            by.put(parameter.substring(0, Math.max(0, equals)), parameter.substring(equals + 1));
        }
        if (by.keySet().equals(java.util.Set.of("bmc", "bmc-port", "user", "password-env"))) {
            return new Bmc(by.get("bmc"), Integer.parseInt(by.get("bmc-port")), by.get("user"), by.get("password-env"));
        }
        if (by.keySet().equals(java.util.Set.of("hypervisor", "domain"))) {
            return new Domain(by.get("hypervisor"), by.get("domain"));
        }
        throw new IllegalArgumentException("no supply of power: " + by.keySet());
    }
}
