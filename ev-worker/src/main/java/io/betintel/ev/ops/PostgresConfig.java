package io.betintel.ev.ops;

import java.util.List;
import java.util.Optional;

/**
 * How PostgreSQL is reached.
 *
 * @param url a JDBC URL; TLS and timeouts are its parameters
 * @param poolSize the most connections that one process opens
 */
public record PostgresConfig(String url, String user, String password, int poolSize) {
  static final Setting<String> URL =
      Setting.address(
          "EV_POSTGRES_URL",
          "a JDBC URL, such as jdbc:postgresql://host:5432/ev",
          "The database with the tables.",
          text -> Address.postgres(text, "EV_POSTGRES_"));
  static final Setting<String> DIRECT_URL =
      new Setting<>(
          "EV_POSTGRES_DIRECT_URL",
          "a JDBC URL, such as jdbc:postgresql://host:5432/ev; empty for EV_POSTGRES_URL",
          "",
          "The same database without a pooler in transaction mode, for the commands that need a"
              + " session of their own: migrate, bet-types remove, restructure and adopt.",
          false,
          text -> text.isEmpty() ? text : Address.postgres(text, "EV_POSTGRES_"));
  static final Setting<String> USER =
      Setting.text("EV_POSTGRES_USER", "ev", "text", "The database user.");
  static final Setting<String> PASSWORD =
      Setting.secret("EV_POSTGRES_PASSWORD", "The database user's password.");
  static final Setting<Integer> POOL_SIZE =
      Setting.integer("EV_POSTGRES_POOL_SIZE", 5, 2, 100, "The most connections of one process.");

  public static List<Setting<?>> settings() {
    return List.of(URL, DIRECT_URL, USER, PASSWORD, POOL_SIZE);
  }

  public static PostgresConfig from(Settings settings) {
    return new PostgresConfig(
        settings.get(URL), settings.get(USER), settings.get(PASSWORD), settings.get(POOL_SIZE));
  }

  /** For a command that needs a session of its own, which a pooler may not give. */
  public static PostgresConfig direct(Settings settings) {
    String direct = settings.get(DIRECT_URL);
    return new PostgresConfig(
        direct.isEmpty() ? settings.get(URL) : direct,
        settings.get(USER),
        settings.get(PASSWORD),
        settings.get(POOL_SIZE));
  }

  /** For a command that can do without the database: empty if its address is not set. */
  public static Optional<PostgresConfig> find(Settings settings) {
    return settings.has(URL) ? Optional.of(from(settings)) : Optional.empty();
  }

  /** The same database and user with another number of connections. */
  public PostgresConfig withPoolSize(int connections) {
    return new PostgresConfig(url, user, password, connections);
  }

  /** The same database as another user. */
  public PostgresConfig as(String otherUser, String otherPassword) {
    return new PostgresConfig(url, otherUser, otherPassword, poolSize);
  }

  /** The URL as people may see it: a parameter may hold a password. */
  public String shown() {
    return Address.masked(url);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "PostgresConfig[url="
        + Address.masked(url)
        + ", user="
        + user
        + ", poolSize="
        + poolSize
        + "]";
  }
}
