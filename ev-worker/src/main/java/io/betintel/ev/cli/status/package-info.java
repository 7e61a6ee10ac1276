/** {@code ev-worker status}: one screen about an installation. */
package io.betintel.ev.cli.status;
