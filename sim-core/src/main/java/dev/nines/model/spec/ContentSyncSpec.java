package dev.nines.model.spec;

import java.util.List;

/**
 * Files that web servers write locally and a job copies to the others.
 *
 * @param intervalNanos between starts of two runs (cron)
 * @param scanNanos of one rsync run
 * @param rateBytesPerSecond of copying (rsync), packing and unpacking (tar)
 * @param contentBytes the whole content, packed each time by tar
 * @param bytesPerWrite one uploaded file
 */
public record ContentSyncSpec(
        String name,
        List<String> nodes,
        Method method,
        long intervalNanos,
        long scanNanos,
        long rateBytesPerSecond,
        long contentBytes,
        long bytesPerWrite,
        boolean staging)
        implements ServiceSpec {

    public enum Method {
        RSYNC,
        TAR
    }
}
