package io.betintel.ev.restructure;

import java.util.ArrayList;
import java.util.List;

/**
 * What would be done.
 *
 * @param previous the values before, in order
 * @param columns whose type changes, as {@code table.column}
 * @param steps in order
 * @param refusals what is in the way, each with its remedy; empty if it can begin
 * @param warnings what does not stop it
 */
public record Plan(
    Request request,
    List<String> previous,
    List<String> columns,
    List<Part> steps,
    Forecast estimate,
    List<String> refusals,
    List<String> warnings) {

  public Plan {
    previous = List.copyOf(previous);
    columns = List.copyOf(columns);
    steps = List.copyOf(steps);
    refusals = List.copyOf(refusals);
    warnings = List.copyOf(warnings);
  }

  /** A step and its statements. */
  public record Part(Step step, List<String> statements) {
    public Part {
      statements = List.copyOf(statements);
    }
  }

  static Plan of(Survey survey, Request request, List<String> refusals, List<String> warnings) {
    List<Part> parts = new ArrayList<>();
    // Of what is in the way, some cannot be put as SQL at all.
    if (survey.refusals().isEmpty()) {
      for (Step step : Step.values()) {
        List<String> statements = Preparation.statements(survey, step);
        if (!statements.isEmpty()) {
          parts.add(new Part(step, statements));
        }
      }
    }
    return new Plan(
        request,
        survey.conversion().values(),
        survey.conversion().columns().stream().map(EnumColumn::describe).toList(),
        parts,
        survey.estimate(),
        refusals,
        warnings);
  }
}
