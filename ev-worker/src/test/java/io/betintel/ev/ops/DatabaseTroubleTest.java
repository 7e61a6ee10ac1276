package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

final class DatabaseTroubleTest {

  @Test
  void reasonBeneathThePoolsTimeoutIsReported() {
    SQLException refused =
        new SQLException("Connection to 127.0.0.1:1 refused.", "08001", new IOException("refused"));

    assertThat(
            DatabaseTrouble.describe(
                new SQLTransientConnectionException(
                    "ev-worker - Connection is not available", "08001", refused)))
        .isEqualTo("the database is away: Connection to 127.0.0.1:1 refused.");
  }

  @Test
  void causesThatNeedDifferentPeopleAreToldApart() {
    assertThat(describe("28P01", "FATAL: password authentication failed for user \"ev\""))
        .isEqualTo(
            "the database refuses the login: FATAL: password authentication failed for user"
                + " \"ev\"");
    assertThat(describe("3D000", "FATAL: database \"ev\" does not exist"))
        .isEqualTo("the server has no such database: FATAL: database \"ev\" does not exist");
    assertThat(describe("08004", "The server does not support SSL."))
        .isEqualTo("TLS to the database fails: The server does not support SSL.");
    assertThat(describe("42P01", "ERROR: relation \"bets\" does not exist"))
        .isEqualTo("the database is not migrated: run ev-worker migrate");
    assertThat(describe("57P03", "FATAL: the database system\n  is starting up"))
        .isEqualTo("the database is away: FATAL: the database system is starting up");
    assertThat(describe("53300", "FATAL: sorry, too many clients already"))
        .isEqualTo("the database is away: FATAL: sorry, too many clients already");
    assertThat(describe("53100", "ERROR: could not extend file \"base/1/2\": No space left"))
        .isEqualTo(
            "the database's disk is full: make room. ERROR: could not extend file \"base/1/2\": No"
                + " space left");
    assertThat(describe("42501", "ERROR: must be owner of type bet_type_enum"))
        .isEqualTo("the database refuses: ERROR: must be owner of type bet_type_enum");
  }

  private static String describe(String state, String message) {
    return DatabaseTrouble.describe(new SQLException(message, state));
  }
}
