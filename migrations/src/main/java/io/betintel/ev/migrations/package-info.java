/** The database: Flyway SQL under {@code db/migration}, and what applies it. */
package io.betintel.ev.migrations;
