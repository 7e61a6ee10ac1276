/**
 * A market's book: the latest snapshot of each bookmaker, and the lines that its outcomes form;
 * pure.
 *
 * <p>Late snapshots lose by the bookmaker's own time, so that any order of the same snapshots gives
 * the same book, and a replay gives the same lines. The catalogue's shape alone decides how
 * outcomes pair, since two bet types with different rules can look alike. Rejected: to order
 * snapshots by arrival, which differs between runs; and Java serialization or Avro in the store,
 * whose bytes may change with a library.
 */
package io.betintel.ev.market;
