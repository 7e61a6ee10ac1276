/**
 * What integration tests run the packaged worker with: an installation on the shared stack, its
 * processes and commands, producers, readers of what it stored, and the reckoning that everything
 * must pass.
 *
 * <p>It asserts only what is true of every test, such as the reckoning; what one test expects is in
 * that test. Rejected: a base class for integration tests, which would start more than a test needs
 * and hide it.
 */
package io.betintel.ev.harness;
