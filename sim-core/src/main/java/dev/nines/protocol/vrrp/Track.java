package dev.nines.protocol.vrrp;

/**
 * One entry of track_script, track_interface, track_process, track_bfd or track_file in a vrrp_instance.
 *
 * @param weight 0: the router is in FAULT while the tracked thing is KO; above 0: added to the priority while it is OK;
 *     below 0: added while it is KO; −253 … 253
 * @param reverse reverse: flips the sign of what is added; with weight 0 the router is in FAULT while the thing is OK
 * @param initial what is known when keepalived starts: UNKNOWN or KO (init_fail) for scripts, the actual state for
 *     interfaces
 */
public record Track(int weight, boolean reverse, TrackedScript.Result initial) {

    public Track {
        if (weight < -253 || weight > 253) {
            throw new IllegalArgumentException("weight must be -253..253: " + weight);
        }
    }

    /** track_script of a script with this configuration. */
    public static Track script(TrackedScriptConfig script, int weight) {
        return new Track(weight, false, TrackedScript.initialResult(script));
    }

    /** What this entry adds to the base priority. */
    int contribution(TrackedScript.Result result) {
        boolean applies = weight > 0 ? result == TrackedScript.Result.OK : result == TrackedScript.Result.KO;
        if (!applies) {
            return 0;
        }
        return reverse ? -weight : weight;
    }

    boolean faults(TrackedScript.Result result) {
        return weight == 0 && result == (reverse ? TrackedScript.Result.OK : TrackedScript.Result.KO);
    }

    /** keepalived's "alpha mode": the router waits for the first result of an unweighted script. */
    boolean awaits(TrackedScript.Result result) {
        return weight == 0 && result == TrackedScript.Result.UNKNOWN;
    }
}
