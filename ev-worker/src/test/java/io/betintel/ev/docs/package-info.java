/**
 * Whether what the documents name exists: commands, options, settings, links, files, classes.
 *
 * <p>Only names are compared. What a command prints is tested where the command is; running the
 * documents' shell blocks was rejected, since most of them need an installation.
 */
package io.betintel.ev.docs;
