package io.betintel.ev.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All of a repository's pages. */
final class Documentation {
  private static final Set<String> SKIPPED = Set.of("target", "node_modules", ".git");

  private final Path root;

  Documentation(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** Each as {@code page:line: problem}, in the pages' order. */
  List<String> problems(Predicate<Path> pages, List<Rule> rules) throws IOException {
    List<String> problems = new ArrayList<>();
    for (Path file : files(".md")) {
      Page page = Page.read(root, file);
      if (pages.test(page.file())) {
        for (Rule rule : rules) {
          rule.problems(page)
              .forEach(
                  found -> problems.add(page.file() + ":" + found.line() + ": " + found.text()));
        }
      }
    }
    return problems;
  }

  /** The simple names of all classes with a file of their own. */
  Set<String> classes() throws IOException {
    return files(".java").stream()
        .map(file -> file.getFileName().toString().replace(".java", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(
              file ->
                  Stream.iterate(root.relativize(file), path -> path != null, Path::getParent)
                      .noneMatch(path -> SKIPPED.contains(path.getFileName().toString())))
          .sorted()
          .toList();
    }
  }
}
