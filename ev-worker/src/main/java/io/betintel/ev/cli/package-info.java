/**
 * The command line: one class per command, with its options, what it prints and its exit code.
 *
 * <p>Commands decide nothing: they read options and settings, ask another package, and print the
 * answer. {@link io.betintel.ev.cli.CommandLineRunner} is the root command and turns failures into
 * exit codes. Each group of commands has a package of its own; what they share is in {@code
 * console}.
 *
 * <p>Rejected: one package for all commands. With sixty files in it nobody saw which classes belong
 * together, and everything was visible to everything.
 */
package io.betintel.ev.cli;
