/**
 * A second implementation of the worker's figures, for tests: from the odds that a test sent to the
 * lines that must be published. It is written from the definitions, not from the code under test,
 * and depends on the JDK alone (a rule checks that): an error in decoding, pairing or pricing shows
 * as a difference and cannot cancel out. Slow and plain on purpose: every equation is solved by
 * bisection, nothing is cached across lines.
 */
package io.betintel.ev.oracle;
