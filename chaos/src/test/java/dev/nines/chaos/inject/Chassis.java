package dev.nines.chaos.inject;

import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A host that is only a folder: its power, what its BMC and its hypervisor say, and scripts named {@code ipmitool} and {@code
 * virsh} that speak their command lines. As a target it answers while it has power, each boot with another id.
 */
final class Chassis implements Target {
    static final String PASSWORD = "s3ntinel-of-the-bmc";

    private static final String COMMON = """
            #!/bin/sh
            cd FOLDER
            printf '%s ' "$@" >>argv
            echo >>argv
            tr '\\0' ' ' </proc/$$/cmdline >>argv
            read -r mood <mood
            case $mood in deaf) exec sleep 600 ;; esac
            """;
    private static final String IPMITOOL = COMMON + """
            [ "$mood" != unreachable ] || { echo 'Error: Unable to establish IPMI v2 / RMCP+ session' >&2; exit 1; }
            [ "$IPMI_PASSWORD" = PASSWORD ] || { echo 'RAKP 2 HMAC is invalid' >&2; exit 1; }
            case " $* " in *' -E '*) ;; *) echo 'no -E' >&2; exit 2 ;; esac
            while [ $# -gt 3 ]; do shift; done
            case "$*" in
                'chassis power status')
                    [ "$mood" != lying ] || { echo 'Chassis Power is off'; exit 0; }
                    echo "Chassis Power is $(cat power)" ;;
                'chassis power off')
                    echo 'Chassis Power Control: Down/Off'
                    case $mood in stuck | lying) ;; *) echo off >power ;; esac ;;
                'chassis power on')
                    echo 'Chassis Power Control: Up/On'
                    [ "$(cat power)" = on ] || { echo on >power; echo x >>boots; } ;;
                *) echo "Invalid command: $*" >&2; exit 1 ;;
            esac
            """;
    private static final String VIRSH = COMMON + """
            [ "$1 $2 $3" = '--connect qemu:///system --quiet' ] && [ "$5 $6" = '--domain vm1' ] || exit 2
            case $4 in
                domstate) case $(cat power) in on) echo running ;; *) echo 'shut off' ;; esac ;;
                destroy) echo off >power ;;
                start) echo on >power; echo x >>boots ;;
                *) exit 1 ;;
            esac
            """;

    private final Path folder;
    private boolean elsewhere;

    Chassis(Path folder) {
        this.folder = folder;
        put("power", "on");
        put("mood", "honest");
        put("boots", "x");
        put("argv", "");
        script("ipmitool", IPMITOOL);
        script("virsh", VIRSH);
    }

    private void script(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.writeString(
                    file, text.replace("FOLDER", folder.toString()).replace("= PASSWORD ]", "= " + PASSWORD + " ]"));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String get(String name) {
        try {
            return Files.readString(folder.resolve(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** honest, lying (says off), stuck (takes the command and stays on), deaf or unreachable. */
    void mood(String word) {
        put("mood", word);
    }

    /** Somebody has started it on another machine: it answers, although it is off here. */
    void runsElsewhere() {
        elsewhere = true;
    }

    void loses() {
        put("power", "off");
    }

    boolean isOn() {
        return get("power").equals("on");
    }

    /** Words of all calls, as the kernel shows them to everybody. */
    String argv() {
        return get("argv");
    }

    PowerTools tools() {
        return new PowerTools(
                List.of("env", "PATH=" + folder + ":/usr/bin:/bin"),
                Map.of("BMC_PASSWORD", PASSWORD),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }

    @Override
    public String name() {
        return "db1";
    }

    @Override
    public Location location() {
        return new Location.Local();
    }

    @Override
    public Outcome run(List<String> command, String input, Duration deadline, Consumer<String> lines) {
        if (!isOn() && !elsewhere) {
            throw new TargetGone("db1", "no route to host");
        }
        if (input.contains("bmc=") || input.contains("domain=")) {
            return new Outcome(2, "error=not a parameter\n", "");
        }
        return new Outcome(0, "pre=0\nversion=1\nboot=boot" + get("boots").length() + "\n", "");
    }

    @Override
    public Process start(List<String> command) {
        throw new UnsupportedOperationException();
    }
}
