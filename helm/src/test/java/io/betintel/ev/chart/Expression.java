package io.betintel.ev.chart;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be said of a PromQL expression without Prometheus: which metrics it names. */
final class Expression {
  private static final Pattern METRIC =
      Pattern.compile("\\b(ev|kafka|jvm|process|system|logback|hikaricp|kube)_[a-z0-9_]+\\b");

  private Expression() {}

  static Set<String> metrics(String expression) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = METRIC.matcher(expression.replaceAll("\"[^\"]*\"", "\"\""));
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  /** Whether every parenthesis, bracket and brace has its other half. */
  static boolean balanced(String expression) {
    StringBuilder open = new StringBuilder();
    for (char c : expression.replaceAll("\"[^\"]*\"", "").toCharArray()) {
      if ("([{".indexOf(c) >= 0) {
        open.append(c);
      } else if (")]}".indexOf(c) >= 0) {
        int last = open.length() - 1;
        if (last < 0 || "([{".indexOf(open.charAt(last)) != ")]}".indexOf(c)) {
          return false;
        }
        open.setLength(last);
      }
    }
    return open.isEmpty();
  }
}
