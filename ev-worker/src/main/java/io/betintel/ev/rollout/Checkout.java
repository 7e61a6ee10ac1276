package io.betintel.ev.rollout;

import io.betintel.ev.migrations.LabelTarget;
import io.betintel.ev.migrations.MigrationLint;
import io.betintel.ev.migrations.MigrationPair;
import io.betintel.ev.migrations.NewBetType;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.schemas.SchemaCheckout;
import io.betintel.ev.schemas.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A checkout of this project, to which bet types are added. */
public final class Checkout {
  private static final String DECLARED = "schemas/src/main/avro/BetType.avsc";
  private static final String MIGRATIONS = "migrations/src/main/resources/db/migration";

  private final Path root;
  private final SchemaCheckout schemas;

  private Checkout(Path root) {
    this.root = root;
    this.schemas = new SchemaCheckout(root.resolve("schemas"));
  }

  /**
   * @throws ConfigException if the directory is not a checkout
   */
  public static Checkout at(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    if (!isCheckout(root)) {
      throw new ConfigException(
          root + " is not a checkout of ev-worker: " + DECLARED + " is missing");
    }
    return new Checkout(root);
  }

  /**
   * The checkout that contains the directory.
   *
   * @throws ConfigException if no checkout contains it
   */
  public static Checkout around(Path directory) {
    for (Path at = directory.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      if (isCheckout(at)) {
        return new Checkout(at);
      }
    }
    throw new ConfigException(
        directory.toAbsolutePath()
            + " is not inside a checkout of ev-worker: change to one or give --checkout DIR; --db adds"
            + " to a running installation instead");
  }

  public Path root() {
    return root;
  }

  public SchemaCheckout schemas() {
    return schemas;
  }

  /**
   * The whole files to write. Their order lets an addition that was stopped anywhere be repaired by
   * adding again. Keeps a migration pair that exists: after a merge conflict that was resolved for
   * the other branch, this branch's bet types are added again.
   *
   * @throws AdditionRefusal with every reason
   */
  public Map<Path, String> plan(List<NewBetType> betTypes, Instant now)
      throws IOException, AdditionRefusal {
    List<String> names = betTypes.stream().map(NewBetType::name).toList();
    refuseExisting(names);
    Map<String, String> there = migrations();
    String text = String.join("\n", there.values());
    List<NewBetType> missing =
        betTypes.stream().filter(betType -> !text.contains(betType.labelStatement())).toList();
    Map<String, String> pair =
        missing.isEmpty() ? Map.of() : MigrationPair.of(missing, now, there.keySet());
    Map<String, String> together = new TreeMap<>(there);
    together.putAll(pair);
    SchemaCheckout.Addition addition = schemas.adding(names);
    List<String> reasons = new ArrayList<>(MigrationLint.check(together));
    addition.violations().stream().map(Violation::toString).distinct().forEach(reasons::add);
    if (!reasons.isEmpty()) {
      throw new AdditionRefusal(reasons);
    }
    Map<Path, String> files = new LinkedHashMap<>();
    pair.forEach((name, sql) -> files.put(root.resolve(MIGRATIONS).resolve(name), sql));
    addition.files().forEach(files::put);
    // Last: once this file is written, the next addition refuses the bet type as existing.
    files.put(schemas.betTypeFile(), files.remove(schemas.betTypeFile()));
    return files;
  }

  /**
   * The migration by which other databases get the labels that one has.
   *
   * @param labels in the type's order
   * @param removed names that are labels no more, each with what its rows became; empty text for
   *     nothing
   * @return empty if it is there already
   * @throws AdditionRefusal with every reason
   */
  public Map<Path, String> planLabels(List<String> labels, Map<String, String> removed, Instant now)
      throws IOException, AdditionRefusal {
    Map<String, String> there = migrations();
    Map<String, String> gone = new TreeMap<>(removed);
    MigrationLint.labels(there).forEach(label -> gone.putIfAbsent(label, ""));
    gone.keySet().removeAll(labels);
    if (LabelTarget.newest(there)
        .filter(newest -> newest.labels().equals(labels))
        .filter(newest -> newest.gone().keySet().containsAll(gone.keySet()))
        .isPresent()) {
      return Map.of();
    }
    String sql = new LabelTarget(labels, gone).sql();
    String file = LabelTarget.file(now, there.keySet());
    Map<String, String> together = new TreeMap<>(there);
    together.put(file, sql);
    List<String> reasons = MigrationLint.check(together);
    if (!reasons.isEmpty()) {
      throw new AdditionRefusal(reasons);
    }
    return Map.of(root.resolve(MIGRATIONS).resolve(file), sql);
  }

  /** Writes the planned files. */
  public void write(Map<Path, String> files) throws IOException {
    for (Map.Entry<Path, String> file : files.entrySet()) {
      Files.createDirectories(file.getKey().getParent());
      Files.writeString(file.getKey(), file.getValue());
    }
  }

  private void refuseExisting(List<String> names) throws IOException, AdditionRefusal {
    List<String> reasons = new ArrayList<>();
    Map<String, String> there =
        schemas.betTypes().stream()
            .collect(Collectors.toMap(BetType::likeness, symbol -> symbol, (one, other) -> one));
    for (String name : names) {
      String twin = there.get(BetType.likeness(name));
      if (twin != null) {
        reasons.add(
            twin.equals(name)
                ? name + " is in the schema already"
                : name
                    + " differs only by case or underscores from "
                    + twin
                    + ", which is in the schema: use that, a label in the database is permanent");
      }
    }
    if (!reasons.isEmpty()) {
      throw new AdditionRefusal(reasons);
    }
  }

  private Map<String, String> migrations() throws IOException {
    Map<String, String> migrations = new TreeMap<>();
    try (Stream<Path> files = Files.list(root.resolve(MIGRATIONS))) {
      for (Path file : files.toList()) {
        migrations.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return migrations;
  }

  private static boolean isCheckout(Path directory) {
    return Files.isRegularFile(directory.resolve(DECLARED))
        && Files.isDirectory(directory.resolve(MIGRATIONS));
  }
}
