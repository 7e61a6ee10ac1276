/**
 * {@code ev-worker parked} and {@code dead-letters}: the records that are set aside, listed, shown,
 * and sent on again.
 */
package io.betintel.ev.cli.records;
