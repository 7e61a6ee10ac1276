package io.betintel.ev.rehearse;

import io.betintel.ev.ops.Address;
import java.util.HashSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/**
 * Where a URL leads.
 *
 * @param servers each {@code host:port}
 */
record Place(Set<String> servers, String database) {
  /** Empty hosts and names are the driver's defaults. */
  static Place of(String url) {
    Properties parsed = Address.jdbc(url);
    if (parsed == null) {
      throw new IllegalArgumentException(
          "it is no JDBC URL of PostgreSQL, such as jdbc:postgresql://host:5432/copy");
    }
    String[] hosts = parsed.getProperty("PGHOST", "localhost").split(",", -1);
    String[] ports = parsed.getProperty("PGPORT", "5432").split(",", -1);
    Set<String> servers = new HashSet<>();
    for (int i = 0; i < hosts.length; i++) {
      servers.add(hosts[i].toLowerCase(Locale.ROOT) + ":" + ports[Math.min(i, ports.length - 1)]);
    }
    return new Place(servers, parsed.getProperty("PGDBNAME", ""));
  }

  boolean meets(Place other) {
    Set<String> both = new HashSet<>(servers);
    both.retainAll(other.servers);
    return !both.isEmpty() && database.equals(other.database);
  }
}
