package dev.nines.protocol.contentsync;

/**
 * How the files of an active node reach its standby.
 *
 * @param method what runs, and when
 * @param intervalNanos between the starts of two runs (cron); with {@link Method#LSYNCD} from the first change not yet
 *     copied to the start of the run that copies it; positive
 * @param scanNanos rsync comparing both sides before it copies, ≥ 0
 * @param copyBytesPerSecond disk or link, whichever is slower, positive
 * @param packBytesPerSecond tar on the active node, positive
 * @param unpackBytesPerSecond tar on the standby, positive
 * @param contentBytes of the whole content, packed and unpacked each time by tar, ≥ 0; taken as constant
 * @param staging whether rsync fills a second directory and swaps it in at the end
 */
public record ContentSyncConfig(
        Method method,
        long intervalNanos,
        long scanNanos,
        long copyBytesPerSecond,
        long packBytesPerSecond,
        long unpackBytesPerSecond,
        long contentBytes,
        boolean staging) {

    public enum Method {
        /** rsync from cron. */
        RSYNC,
        /** rsync a short delay after a change. */
        LSYNCD,
        /** tar from cron, unpacked only when needed. */
        TAR
    }

    public ContentSyncConfig {
        if (intervalNanos <= 0) {
            throw new IllegalArgumentException("interval must be > 0 ns: " + intervalNanos);
        }
        if (scanNanos < 0 || contentBytes < 0) {
            throw new IllegalArgumentException(
                    "scan time and content must be >= 0: " + scanNanos + ", " + contentBytes);
        }
        if (copyBytesPerSecond <= 0 || packBytesPerSecond <= 0 || unpackBytesPerSecond <= 0) {
            throw new IllegalArgumentException("rates must be > 0 bytes/s: copy " + copyBytesPerSecond + ", pack "
                    + packBytesPerSecond + ", unpack " + unpackBytesPerSecond);
        }
    }

    /** rsync from cron; the fields of tar are without meaning. */
    public static ContentSyncConfig rsync(
            long intervalNanos, long scanNanos, long copyBytesPerSecond, boolean staging) {
        return new ContentSyncConfig(Method.RSYNC, intervalNanos, scanNanos, copyBytesPerSecond, 1, 1, 0, staging);
    }

    /** tar from cron with one rate for packing, copying and unpacking. */
    public static ContentSyncConfig tar(long intervalNanos, long bytesPerSecond, long contentBytes) {
        return new ContentSyncConfig(
                Method.TAR, intervalNanos, 0, bytesPerSecond, bytesPerSecond, bytesPerSecond, contentBytes, false);
    }

    public ContentSyncConfig withMethod(Method newMethod) {
        return new ContentSyncConfig(
                newMethod,
                intervalNanos,
                scanNanos,
                copyBytesPerSecond,
                packBytesPerSecond,
                unpackBytesPerSecond,
                contentBytes,
                staging);
    }
}
