/**
 * Staging in a box: a design's hosts as namespaces of one Linux machine, running the real products.
 *
 * <p>A lab is one tree of processes. Its root lives in mount, network, process, UTS and IPC namespaces of its own and makes the
 * switch; each host is a process with namespaces of its own below the root. Killing the root ends every process, mount and
 * interface of the lab by the kernel's doing, and the root ends by itself if whoever makes the lab dies before it is complete:
 * nothing can be left behind.
 */
package dev.nines.chaos.lab;
