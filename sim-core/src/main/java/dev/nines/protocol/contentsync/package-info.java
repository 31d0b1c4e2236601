/**
 * Files of an active web server copied to its standby by rsync (cron or lsyncd) or as a tar archive.
 *
 * <pre>
 *           tick          scanned           copied
 *   IDLE ---------&gt; SCANNING -----&gt; COPYING -----&gt; IDLE           rsync, lsyncd
 *   IDLE ---------&gt; PACKING ------&gt; COPYING -----&gt; IDLE           tar
 *     | failover                      | source or standby lost
 *     |                               +--&gt; mixed versions, unless staging or tar
 *     +--&gt; ENDED: usable at once                                    rsync, lsyncd, tar before its first archive
 *     +--&gt; UNPACKING --&gt; ENDED: usable after content / unpack rate  tar
 * </pre>
 *
 * <p>A tick during a run is skipped. Lost with the source: every write after the last finished copy began. Models rsync
 * 3.x started by cron under {@code flock -n}, lsyncd 2.x, and GNU tar; all times are parameters and guesses unless
 * measured on the site.
 *
 * <p>Left out: deletions, several standbys in one run, bandwidth shared with other traffic, growth of the content,
 * files that change while rsync reads them, merging of what both sides wrote.
 */
package dev.nines.protocol.contentsync;
