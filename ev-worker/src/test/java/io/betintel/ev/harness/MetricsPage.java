package io.betintel.ev.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code helm/METRICS.md} promises.
 *
 * @param families each metric's type and labels, such as {@code counter [bet_type, reason]}
 * @param others prefixes of metrics that libraries name
 * @param used those of the libraries' that are promised by name, and from the beginning
 */
public record MetricsPage(
    SortedMap<String, String> families, List<String> others, List<String> used) {
  private static final Path PAGE = Path.of("../helm/METRICS.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `(ev_\\w+)` \\| (counter|gauge|histogram) \\| [^|]+ \\| ([^|]+) \\|.*");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern LABEL = Pattern.compile("[{,](\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  public static MetricsPage read() throws IOException {
    SortedMap<String, String> families = new TreeMap<>();
    List<String> others = new ArrayList<>();
    List<String> used = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        String labels = new TreeSet<>(names(row.group(3))).toString();
        families.put(row.group(1), row.group(2) + " " + labels);
        if (row.group(2).equals("histogram")) {
          families.put(row.group(1) + "_max", "gauge " + labels);
        }
      } else if (line.startsWith("| `")) {
        others.addAll(names(line.substring(0, line.indexOf('|', 1))));
      } else if (line.startsWith("- `") && line.endsWith("`")) { // the others come later
        used.addAll(names(line));
      }
    }
    return new MetricsPage(families, others, used);
  }

  /** What a worker tells, in the page's words, without those whose names begin like this. */
  public static SortedMap<String, String> families(String scrape, List<String> others) {
    Map<String, String> types = new TreeMap<>();
    Map<String, TreeSet<String>> labels = new TreeMap<>();
    String family = "";
    for (String line : scrape.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      if (type.matches()) {
        family = type.group(1);
        types.put(family, type.group(2));
        labels.put(family, new TreeSet<>());
      } else if (!line.startsWith("#") && line.contains("{")) {
        TreeSet<String> known = labels.get(family);
        LABEL.matcher(line).results().map(label -> label.group(1)).forEach(known::add);
        known.remove("le");
      }
    }
    SortedMap<String, String> families = new TreeMap<>();
    types.forEach(
        (name, type) -> {
          if (others.stream().noneMatch(name::startsWith)) {
            families.put(name, type + " " + labels.get(name));
          }
        });
    return families;
  }

  private static List<String> names(String text) {
    return NAME.matcher(text).results().map(name -> name.group(1)).toList();
  }
}
