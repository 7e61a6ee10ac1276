/**
 * What an installation is prepared with: {@code migrate}, {@code topics}, {@code schemas}, and
 * {@code sink rebuild}. Each command may run again at any time and changes nothing that is right.
 */
package io.betintel.ev.cli.setup;
