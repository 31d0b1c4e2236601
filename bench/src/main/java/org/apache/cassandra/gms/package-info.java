/** Reaches Cassandra's window of arrival intervals, which its own package alone may use. */
package org.apache.cassandra.gms;
