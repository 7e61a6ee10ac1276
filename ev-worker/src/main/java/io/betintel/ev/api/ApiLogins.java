package io.betintel.ev.api;

import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.util.List;

/**
 * The users that the read API logs in as: its own, which can only read, or else the worker's. A
 * process that does nothing but answer the API uses them for everything, and needs no others.
 */
public final class ApiLogins {
  static final Setting<String> POSTGRES_USER =
      Setting.text(
          "EV_API_POSTGRES_USER",
          "",
          "text",
          "The read API's own database role (ev-worker migrate --api-role); empty for"
              + " EV_POSTGRES_USER.");
  static final Setting<String> POSTGRES_PASSWORD =
      Setting.secret("EV_API_POSTGRES_PASSWORD", "That role's password.");
  static final Setting<String> REDIS_USER =
      Setting.text(
          "EV_API_REDIS_USER",
          "",
          "text",
          "The read API's own Redis user; empty for EV_REDIS_USER.");
  static final Setting<String> REDIS_PASSWORD =
      Setting.secret("EV_API_REDIS_PASSWORD", "That user's password.");

  private ApiLogins() {}

  public static List<Setting<?>> settings() {
    return List.of(POSTGRES_USER, POSTGRES_PASSWORD, REDIS_USER, REDIS_PASSWORD);
  }

  /** Whether the API has a database role of its own, which writes no table. */
  public static boolean ownRole(Settings settings) {
    return isOwn(settings, POSTGRES_USER, POSTGRES_PASSWORD);
  }

  /**
   * @throws ConfigException if there is a password without its user
   */
  public static PostgresConfig postgres(Settings settings) {
    PostgresConfig workers = PostgresConfig.from(settings);
    return ownRole(settings)
        ? workers.as(settings.get(POSTGRES_USER), settings.get(POSTGRES_PASSWORD))
        : workers;
  }

  /**
   * @throws ConfigException if there is a password without its user
   */
  public static RedisConfig redis(Settings settings) {
    RedisConfig workers = RedisConfig.from(settings);
    return isOwn(settings, REDIS_USER, REDIS_PASSWORD)
        ? workers.as(settings.get(REDIS_USER), settings.get(REDIS_PASSWORD))
        : workers;
  }

  private static boolean isOwn(Settings settings, Setting<String> user, Setting<String> password) {
    if (settings.get(user).isEmpty() && !settings.get(password).isEmpty()) {
      throw new ConfigException(
          password.key() + " is set, but " + user.key() + " is not: set both, or neither");
    }
    return !settings.get(user).isEmpty();
  }
}
