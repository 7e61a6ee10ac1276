/**
 * {@code ev-worker bet-types}: the catalogue for an operator, from adding a bet type to taking it
 * back.
 *
 * <p>Every change goes through {@code CatalogueEditor} and prints the catalogue version that
 * workers then acknowledge. Rejected: asking each worker over HTTP. Workers write their
 * acknowledgement to PostgreSQL, where the command is connected already, so it needs no addresses.
 */
package io.betintel.ev.cli.bettypes;
