package io.betintel.ev.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * Commands and options in code exist: after {@code ev-worker} or the runnable file, and in a span
 * that begins with a command's name.
 */
final class CommandRule implements Rule {
  private static final Pattern CALL =
      Pattern.compile("(?<![\\w./-])(?<!-pl )(?:ev-worker|java -jar \\S*ev-worker\\.jar) +(\\S.*)");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*");

  private final CommandLine root;

  CommandRule(CommandLine root) {
    this.root = root;
  }

  @Override
  public List<Found> problems(Page page) {
    List<Found> problems = new ArrayList<>();
    for (Found span : page.spans()) {
      String first = span.text().split(" ", 2)[0];
      if (root.getSubcommands().containsKey(first)) {
        check(span.line(), span.text(), problems);
      } else {
        calls(span, problems);
      }
    }
    page.blocks().forEach(line -> calls(line, problems));
    return problems;
  }

  private void calls(Found code, List<Found> problems) {
    Matcher call = CALL.matcher(code.text());
    for (int from = 0; call.find(from); from = call.start(1)) {
      check(code.line(), call.group(1), problems);
    }
  }

  private void check(int line, String arguments, List<Found> problems) {
    CommandLine at = root;
    boolean named = true; // what comes may still be a subcommand's name
    for (String word : arguments.split(" +", -1)) {
      String token = word.replaceAll("^[\\[\"']+|[\\]\"',.;:)]+$", "");
      if (word.matches("[&|;#<>)].*")) {
        return;
      } else if (token.startsWith("--")) {
        option(line, at, token.split("=", 2)[0]).ifPresent(problems::add);
      } else if (!token.startsWith("-") && named) {
        List<String> names = List.of(token.split("\\|"));
        named = names.size() == 1 && NAME.matcher(token).matches();
        CommandLine next = at;
        for (String name : names) {
          if (NAME.matcher(name).matches() && !at.getSubcommands().isEmpty()) {
            next = at.getSubcommands().get(name);
            if (next == null) {
              problems.add(new Found(line, called(at) + " has no command " + name));
              return;
            }
          }
        }
        at = next;
      }
      if (word.endsWith(";")) {
        return;
      }
    }
  }

  private static Optional<Found> option(int line, CommandLine command, String option) {
    return command.getCommandSpec().optionsMap().containsKey(option)
        ? Optional.empty()
        : Optional.of(new Found(line, called(command) + " has no option " + option));
  }

  private static String called(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }
}
