package io.betintel.ev.rehearse;

/**
 * A statement that failed; its transaction was rolled back.
 *
 * @param part the migration or the step that it is of
 * @param reason what PostgreSQL says, in one line
 */
public record Failure(String part, String statement, String reason) {}
