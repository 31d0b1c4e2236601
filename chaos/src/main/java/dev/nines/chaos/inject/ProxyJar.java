package dev.nines.chaos.inject;

import dev.nines.chaos.proxy.ProxyMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The classes of the proxy as a jar of their own: a lab host gets these, and nothing else of Nines. */
final class ProxyJar {
    private static final List<String> CLASSES = List.of(
            "ProxyMain",
            "SlowProxy",
            "SlowProxy$Due",
            "SlowProxy$Pair",
            "Leg",
            "Leg$Chunk",
            "Pacing",
            "Pacing$Slowness");

    private ProxyJar() {}

    static String base64() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            for (String name : CLASSES) {
                jar.putNextEntry(new ZipEntry("dev/nines/chaos/proxy/" + name + ".class"));
                try (InputStream in = ProxyMain.class.getResourceAsStream(name + ".class")) {
                    in.transferTo(jar);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
