/**
 * What prepares an installation: {@code migrate}, {@code topics}, {@code schemas}, and {@code sink
 * rebuild}. Each command may run again at any time and changes nothing that is right.
 *
 * <p>Rejected: preparing at the worker's start. A worker would then need the right to create topics
 * and alter tables, and several workers would race for it.
 */
package io.betintel.ev.cli.setup;
