/**
 * {@code ev-worker bet-types}: the catalogue for an operator, from adding a bet type to its
 * rollback.
 */
package io.betintel.ev.cli.bettypes;
