package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PostgresServerIT extends ServerContract {
  private final PostgresServer postgres;

  PostgresServerIT(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @Override
  PostgresServer server() {
    return postgres;
  }

  @Override
  String write() throws SQLException {
    String database = newName();
    try (Connection connection = connect(postgres.createDatabase(database));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE written AS SELECT current_database() AS name");
    }
    return database;
  }

  @Override
  String read(String database) throws SQLException {
    return select(database, "SELECT name FROM written");
  }

  @Test
  void isTheChosenVersionInUtf8() throws SQLException {
    assertThat(select("postgres", "SHOW server_version"))
        .startsWith(PostgresArchive.chosen("18.0.0").major() + ".");
    assertThat(select("postgres", "SHOW server_encoding")).isEqualTo("UTF8");
  }

  @Test
  void creatingADatabaseAgainKeepsIt() throws SQLException {
    String database = write();

    postgres.createDatabase(database);

    assertThat(read(database)).isEqualTo(database);
  }

  @Test
  void refusesANameThatWouldNeedQuotes() {
    assertThatThrownBy(() -> postgres.createDatabase("Ev; DROP"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Ev; DROP");
  }

  @Test
  void refusesAWrongPassword() {
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(postgres.jdbcUrl("postgres"), postgres.user(), "wrong"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password");
  }

  private String select(String database, String sql) throws SQLException {
    try (Connection connection = connect(postgres.jdbcUrl(database));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, postgres.user(), postgres.password());
  }

  private static String newName() {
    return "db_" + UUID.randomUUID().toString().replace('-', '_');
  }
}
