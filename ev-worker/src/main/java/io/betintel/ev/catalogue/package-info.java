/**
 * Which bet types exist and whether they are served: reads and changes the tables, follows them in
 * a running worker, and knows which workers are live and act on them.
 *
 * <p>{@link io.betintel.ev.catalogue.Served} is the one answer to "is it served, and if not, why?".
 * Every surface asks it: the gate, the metrics, the commands, the read API.
 *
 * <p>Rejected: a flag in each worker's environment, which takes a deployment to change and does not
 * say which workers have it; LISTEN/NOTIFY, which dies silently behind a connection pooler. Workers
 * poll one version row.
 */
package io.betintel.ev.catalogue;
