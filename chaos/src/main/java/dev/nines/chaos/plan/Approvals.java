package dev.nines.chaos.plan;

import dev.nines.chaos.target.LocalTarget;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.TargetGone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signatures over a plan's hash, made and checked by {@code ssh-keygen -Y}: keys of people, in an agent or on a token, that a target's
 * administrator lists as ssh's {@code allowed_signers}. They lie beside the plan, in {@code PLAN.approval}.
 */
public final class Approvals {
    /** ssh's namespace: a signature for something else is none. */
    static final String NAMESPACE = "plan@nines.dev";

    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final int BYTES_MAX = 1 << 16;
    private static final Pattern SIGNATURE =
            Pattern.compile("-----BEGIN SSH SIGNATURE-----\\n[A-Za-z0-9+/=\\n]+-----END SSH SIGNATURE-----\\n");

    private final LocalTarget here = new LocalTarget("this machine", List.of());
    private final Plan plan;
    private final List<String> signatures;

    private Approvals(Plan plan, List<String> signatures) {
        this.plan = plan;
        this.signatures = List.copyOf(signatures);
    }

    /** Where signatures of a plan lie. */
    public static Path beside(Path plan) {
        return plan.resolveSibling(plan.getFileName() + ".approval");
    }

    /** @throws NotPossible if there is a file that cannot be read */
    public static Approvals of(Plan plan, Path planFile) {
        Path file = beside(planFile);
        try {
            if (!Files.exists(file)) {
                return new Approvals(plan, List.of());
            }
            if (Files.size(file) > BYTES_MAX) {
                throw new NotPossible(file + " is too long for signatures");
            }
            List<String> found = new ArrayList<>();
            Matcher one = SIGNATURE.matcher(Files.readString(file));
            while (one.find()) {
                found.add(one.group());
            }
            return new Approvals(plan, found);
        } catch (IOException e) {
            throw new NotPossible("cannot read " + file + ": " + e.getMessage());
        }
    }

    private String message() {
        return "I approve that nines does this plan: " + plan.hash() + "\n";
    }

    /**
     * Signs.
     *
     * @param key private, or public if the agent has the private one
     * @throws NotPossible if ssh-keygen does not sign, saying why
     */
    public String sign(Path key) {
        Outcome outcome = keygen(List.of("-Y", "sign", "-n", NAMESPACE, "-f", key.toString()), message());
        if (!outcome.ok() || !SIGNATURE.matcher(outcome.output()).matches()) {
            throw new NotPossible("not signed: "
                    + outcome.errors().strip().lines().reduce((a, b) -> b).orElse("no signature"));
        }
        return outcome.output();
    }

    /**
     * Who of the allowed signers has approved and is not the author; empty if nobody has.
     *
     * @param allowedSigners text of such a file
     */
    public Optional<String> approver(String allowedSigners) {
        return signers(allowedSigners).stream().filter(this::isOther).findFirst();
    }

    /** Whether an allowed signer has signed, but only the author himself. */
    public boolean onlyByAuthor(String allowedSigners) {
        List<String> all = signers(allowedSigners);
        return !all.isEmpty() && all.stream().noneMatch(this::isOther);
    }

    private boolean isOther(String principal) {
        return !user(principal).equals(user(plan.author()));
    }

    /** The person of {@code person@place}. */
    static String user(String principal) {
        return principal.replaceAll("@.*", "");
    }

    private List<String> signers(String allowedSigners) {
        List<String> found = new ArrayList<>();
        try {
            Path folder = Files.createTempDirectory("nines-approval");
            try {
                Path allowed = Files.writeString(folder.resolve("allowed"), allowedSigners);
                for (String signature : signatures) {
                    Path file = Files.writeString(folder.resolve("signature"), signature, StandardCharsets.US_ASCII);
                    found.addAll(signers(allowed, file));
                }
            } finally {
                for (String name : List.of("allowed", "signature")) {
                    Files.deleteIfExists(folder.resolve(name));
                }
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private List<String> signers(Path allowed, Path signature) {
        Outcome named =
                keygen(List.of("-Y", "find-principals", "-s", signature.toString(), "-f", allowed.toString()), "");
        return named.output()
                .lines()
                .map(String::strip)
                .filter(principal -> principal.matches("[A-Za-z0-9][A-Za-z0-9@._+-]{0,200}"))
                .filter(principal -> keygen(
                                List.of(
                                        "-Y",
                                        "verify",
                                        "-n",
                                        NAMESPACE,
                                        "-I",
                                        principal,
                                        "-s",
                                        signature.toString(),
                                        "-f",
                                        allowed.toString()),
                                message())
                        .ok())
                .toList();
    }

    private Outcome keygen(List<String> arguments, String input) {
        List<String> command = new ArrayList<>(List.of("ssh-keygen"));
        command.addAll(arguments);
        try {
            return here.run(command, input, DEADLINE);
        } catch (TargetGone e) {
            throw new NotPossible("ssh-keygen cannot be run: " + e.getMessage());
        }
    }
}
