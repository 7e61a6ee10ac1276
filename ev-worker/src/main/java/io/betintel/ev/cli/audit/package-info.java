/**
 * {@code ev-worker audit}: compares a whole installation with its input.
 *
 * <p>Package {@code audit} looks and judges; this one names the servers from the settings, prints
 * the report, and turns it into an exit code.
 */
package io.betintel.ev.cli.audit;
