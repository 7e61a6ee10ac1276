package io.betintel.ev.ops;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.postgresql.Driver;

/**
 * Addresses of servers, as settings have them. None carries a user or a password: those have
 * settings of their own, which are never shown.
 */
public final class Address {
  private static final int HIGHEST_PORT = 65_535;

  /** A user and a password in front of a host. */
  private static final Pattern USER = Pattern.compile("(//)[^/?#@\\s]*@");

  /**
   * The same wherever a text may be shown: up to the last {@code @}, because a password may hold
   * any character; and before a host without a protocol.
   */
  private static final Pattern LOGIN =
      Pattern.compile("(//)\\S*@|((?:^|[\\s\",])[^\\s\",/@:]*:(?!//))[^\\s\",@]*@");

  private static final Pattern PASSWORD =
      Pattern.compile("(?i)([?&;][^=&;]*(?:pass|pwd|secret|token|key)[^=&;]*=)[^&;\\s]*");

  /** A key of the read API, as it is made: in the place of a file's path it would be shown. */
  private static final Pattern KEY = Pattern.compile("\\bev_[A-Za-z0-9_-]{30,}");

  private static final String HIDDEN = "***";

  /** Kept, or the level would be forgotten with it. */
  private static final Logger DRIVER = Logger.getLogger(Driver.class.getName());

  private Address() {}

  /**
   * The text as it may be shown: without what follows a password's name or stands before a host,
   * and without keys of the read API.
   */
  public static String masked(String text) {
    String shown =
        LOGIN
            .matcher(text)
            .replaceAll(login -> (login.group(1) == null ? "" : "//") + HIDDEN + "@");
    return KEY.matcher(PASSWORD.matcher(shown).replaceAll("$1" + HIDDEN)).replaceAll(HIDDEN);
  }

  /**
   * A JDBC URL of PostgreSQL, for the setting {@code key + "URL"}.
   *
   * @param key of the settings, such as {@code EV_POSTGRES_}
   * @throws UnusableException if it is none, or has a user or a password
   */
  public static String postgres(String text, String key) {
    if (text.matches("(?i)postgres(ql)?://.*")) {
      throw new UnusableException("that is libpq's form");
    }
    if (USER.matcher(text).find()) {
      throw new UnusableException(elsewhere(key));
    }
    Properties parsed = jdbc(text);
    if (parsed == null) {
      throw new UnusableException("the driver cannot read it");
    }
    if (parsed.containsKey("user") || parsed.containsKey("password")) {
      throw new UnusableException(elsewhere(key));
    }
    return text;
  }

  /**
   * What PostgreSQL's driver reads in a URL. It prints a URL that it cannot read, with its
   * password, so its log is off.
   *
   * @return null if it cannot read it
   */
  public static Properties jdbc(String url) {
    DRIVER.setLevel(Level.OFF);
    return Driver.parseURL(url, null);
  }

  /**
   * One or more {@code host:port}, comma-separated.
   *
   * @throws UnusableException if one of them is not
   */
  public static String kafka(String text) {
    for (String server : text.split(",", -1)) {
      String address = server.strip();
      if (address.contains("://")) {
        throw new UnusableException(
            "\""
                + masked(address)
                + "\" has a protocol: security.protocol in EV_KAFKA_PROPERTIES_FILE says it");
      }
      if (!address.matches("([^\\s:/@\\[\\]]+|\\[[0-9a-fA-F:.%]+\\]):[0-9]{1,5}")) {
        throw new UnusableException("\"" + masked(address) + "\" is no host:port");
      }
      requirePort(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    }
    return text;
  }

  /**
   * One or more URLs of one registry, comma-separated.
   *
   * @param key of the settings, such as {@code EV_SCHEMA_REGISTRY_}
   * @throws UnusableException if one of them is not a URL of HTTP, or has a user
   */
  public static String registry(String text, String key) {
    for (String url : text.split(",", -1)) {
      URI uri = uri(url.strip());
      requireServer(uri, Set.of("http", "https"), key);
      if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
        throw new UnusableException("what follows ? or # is not used");
      }
    }
    return text;
  }

  /**
   * A URL of Redis.
   *
   * @param key of the settings, such as {@code EV_REDIS_}
   * @throws UnusableException if it is none, or has a user
   */
  public static URI redis(String text, String key) {
    URI uri = uri(text);
    requireServer(uri, Set.of("redis", "rediss"), key);
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new UnusableException("the database follows a slash, and nothing else may follow");
    }
    if (!path.matches("|/|/[0-9]{1,4}")) {
      throw new UnusableException("a database is a number, and follows a slash");
    }
    return uri;
  }

  private static void requireServer(URI uri, Set<String> schemes, String key) {
    if (uri.getRawUserInfo() != null
        || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
      throw new UnusableException(elsewhere(key));
    }
    if (uri.getScheme() == null || !schemes.contains(uri.getScheme())) {
      throw new UnusableException("it does not begin with one of those protocols");
    }
    if (uri.getHost() == null) {
      throw new UnusableException("it has no host");
    }
    if (uri.getPort() != -1) {
      requirePort(uri.getPort());
    }
  }

  private static void requirePort(int port) {
    if (port < 1 || port > HIGHEST_PORT) {
      throw new UnusableException("port " + port + " is not one of 1 to " + HIGHEST_PORT);
    }
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new UnusableException("it is not a URL: " + e.getReason());
    }
  }

  private static String elsewhere(String key) {
    return "user and password belong in " + key + "USER and " + key + "PASSWORD";
  }

  /** Why a value cannot be an address. */
  public static final class UnusableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnusableException(String reason) {
      super(reason);
    }
  }
}
