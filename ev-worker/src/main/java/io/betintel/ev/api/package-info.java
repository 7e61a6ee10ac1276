/**
 * The read side: an HTTP server that answers what PostgreSQL and Redis hold.
 *
 * <p>This package has what is the same for every route: who asks ({@code Callers}, {@code Keys}),
 * what they see ({@code OpenedTypes}, {@code Sample}, {@code Redaction}), parameters and problems.
 * {@code api.query} and {@code api.live} hold the routes; they know this package, not each other,
 * and {@code worker.ReadApi} composes them.
 *
 * <p>Rejected: a role check in each route, since a route that forgets it shows everything; and one
 * port with {@code /metrics}, since the API is public and metrics are not.
 */
package io.betintel.ev.api;
