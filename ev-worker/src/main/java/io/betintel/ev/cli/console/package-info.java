/**
 * What commands share: converters of arguments, tables, the terminal, the kinds of feed file.
 *
 * <p>It knows no command. Rejected: a base class for commands, which would hide from a reader what
 * a command takes; options that several commands have are picocli mixins instead.
 */
package io.betintel.ev.cli.console;
