package io.betintel.ev.migrations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two migrations that add bet types: labels first, rows in the one after that. */
public final class MigrationPair {
  private static final DateTimeFormatter VERSION =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  private MigrationPair() {}

  /**
   * @param now the versions' time, in UTC; moved on by seconds while a version is taken
   * @param taken the file names that exist
   * @return name and text of each file
   */
  public static Map<String, String> of(
      List<NewBetType> betTypes, Instant now, Collection<String> taken) {
    Instant first = now;
    while (isTaken(first, taken) || isTaken(first.plusSeconds(1), taken)) {
      first = first.plusSeconds(1);
    }
    String subject =
        betTypes.get(0).name()
            + (betTypes.size() == 1 ? "" : "_and_" + (betTypes.size() - 1) + "_more");
    StringBuilder labels = new StringBuilder(NewBetType.LOCK_TIMEOUT).append(";\n");
    StringBuilder rows =
        new StringBuilder(NewBetType.LOCK_TIMEOUT)
            .append(
                ";\n\n-- A migration of its own: a label cannot be used in the transaction that")
            .append(" adds it (55P04).\n");
    for (NewBetType betType : betTypes) {
      labels.append(betType.labelStatement()).append(";\n");
      rows.append(betType.rowStatement()).append(";\n");
    }
    Map<String, String> files = new LinkedHashMap<>();
    files.put("V" + VERSION.format(first) + "__" + subject + "_label.sql", labels.toString());
    files.put(
        "V" + VERSION.format(first.plusSeconds(1)) + "__" + subject + "_catalogue.sql",
        rows.toString());
    return files;
  }

  private static boolean isTaken(Instant at, Collection<String> taken) {
    String prefix = "V" + VERSION.format(at) + "__";
    return taken.stream().anyMatch(name -> name.startsWith(prefix));
  }
}
