/**
 * Tries migrations and restructures on a copy of a database, and measures each statement: its time,
 * its locks, the rows it rewrites, and how long writers would wait for it.
 *
 * <p>The statements run as they would anywhere else, through a connection that looks at the locks
 * of its own session before the transaction ends. Rejected: reading the SQL and knowing what
 * PostgreSQL will do; it knows better, and differs between versions.
 */
package io.betintel.ev.rehearse;
