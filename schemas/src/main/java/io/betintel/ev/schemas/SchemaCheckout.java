package io.betintel.ev.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaParseException;

/** The schemas in a checkout: the source, and every released version. */
public final class SchemaCheckout {
  private static final String BET_TYPE = "BetType";
  private static final Pattern SYMBOLS =
      Pattern.compile("(\"symbols\"\\s*:\\s*\\[)([^\\]]*?)(\\s*\\])");

  private final Path sources;
  private final Path released;

  /**
   * @param module the folder of the module {@code schemas}
   */
  public SchemaCheckout(Path module) {
    this.sources = module.resolve("src/main/avro");
    this.released = module.resolve("src/main/released");
  }

  /** The file that declares the bet types. */
  public Path betTypeFile() {
    return sources.resolve(BET_TYPE + ".avsc");
  }

  /** The declared symbols in their order, the default included. */
  public List<String> betTypes() throws IOException {
    return parse(Files.readString(betTypeFile())).getEnumSymbols();
  }

  /**
   * A plan that appends bet types.
   *
   * @param files the whole files to write: the source, and the next released version of every
   *     schema that has the enum inside; empty if there are violations
   * @param violations empty if the gate accepts it
   */
  public record Addition(Map<Path, String> files, List<Violation> violations) {}

  /** Plans the addition; writes nothing. */
  public Addition adding(List<String> names) throws IOException {
    String text = appended(Files.readString(betTypeFile()), names);
    Schema betType;
    try {
      betType = parse(text);
    } catch (SchemaParseException e) {
      return new Addition(
          Map.of(),
          List.of(
              new Violation(
                  BET_TYPE, 0, e.getMessage(), "The enum has each bet type exactly once")));
    }
    Map<Path, String> files = new LinkedHashMap<>();
    List<Violation> violations = new ArrayList<>();
    files.put(betTypeFile(), text);
    for (Map.Entry<String, Schema> source : sources(betType).entrySet()) {
      List<Release> releases = releases(source.getKey());
      violations.addAll(SchemaGate.check(source.getKey(), source.getValue(), releases));
      String newest =
          releases.isEmpty() ? "" : releases.get(releases.size() - 1).schema().toString();
      if (!source.getValue().toString().equals(newest)) {
        files.put(
            released.resolve(source.getKey()).resolve((releases.size() + 1) + ".avsc"),
            SchemaFormatter.format("json/pretty", source.getValue()) + "\n");
      }
    }
    return violations.isEmpty()
        ? new Addition(files, violations)
        : new Addition(Map.of(), violations);
  }

  /** The changes of each source since its newest release; leaves out sources without changes. */
  public Map<String, List<SchemaChange>> changes() throws IOException {
    Map<String, List<SchemaChange>> changes = new LinkedHashMap<>();
    for (Map.Entry<String, Schema> source : current().entrySet()) {
      List<Release> releases = releases(source.getKey());
      if (!releases.isEmpty()) {
        List<SchemaChange> found =
            SchemaDiff.between(releases.get(releases.size() - 1).schema(), source.getValue());
        if (!found.isEmpty()) {
          changes.put(source.getKey(), found);
        }
      }
    }
    return changes;
  }

  /** The gate's violations of the sources as they are; empty if they may be released. */
  public List<Violation> violations() throws IOException {
    List<Violation> violations = new ArrayList<>();
    for (Map.Entry<String, Schema> source : current().entrySet()) {
      violations.addAll(
          SchemaGate.check(source.getKey(), source.getValue(), releases(source.getKey())));
    }
    return violations;
  }

  private Map<String, Schema> current() throws IOException {
    return sources(parse(Files.readString(betTypeFile())));
  }

  private Map<String, Schema> sources(Schema betType) throws IOException {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    schemas.put(BET_TYPE, betType);
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replace(".avsc", "");
        if (!name.equals(BET_TYPE)) {
          Schema.Parser parser = new Schema.Parser();
          parser.addTypes(List.of(betType));
          schemas.put(name, parser.parse(file.toFile()));
        }
      }
    }
    return schemas;
  }

  private List<Release> releases(String name) throws IOException {
    List<Release> releases = new ArrayList<>();
    for (int version = 1; ; version++) {
      Path file = released.resolve(name).resolve(version + ".avsc");
      if (!Files.exists(file)) {
        return releases;
      }
      releases.add(new Release(version, parse(Files.readString(file))));
    }
  }

  /** Edits the text, not a tree: a reviewer sees the added lines and no others. */
  private static String appended(String text, List<String> names) throws IOException {
    Matcher symbols = SYMBOLS.matcher(text);
    if (!symbols.find()) {
      throw new IOException(BET_TYPE + ".avsc has no list of symbols");
    }
    String list = symbols.group(2);
    String last = list.substring(list.lastIndexOf('\n') + 1);
    String indent = list.contains("\n") ? "\n" + last.substring(0, last.indexOf('"')) : " ";
    StringBuilder longer = new StringBuilder(list);
    names.forEach(name -> longer.append(',').append(indent).append('"').append(name).append('"'));
    return text.substring(0, symbols.start(2)) + longer + text.substring(symbols.end(2));
  }

  private static Schema parse(String text) {
    return new Schema.Parser().parse(text);
  }
}
