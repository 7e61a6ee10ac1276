/**
 * {@code ev-worker status}: one screen about an installation.
 *
 * <p>Package {@code status} asks the servers; this one names them from the settings and prints.
 * What a server that is away would have answered is left out, and the rest is shown. Rejected: a
 * page served by a worker, which is away whenever the worker is.
 */
package io.betintel.ev.cli.status;
