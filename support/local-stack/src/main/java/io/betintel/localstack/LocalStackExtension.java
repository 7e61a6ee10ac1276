package io.betintel.localstack;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link LocalStack} as a parameter. One stack serves the whole run: it starts,
 * empty, when first asked for and ends with the run, so tests keep apart by their own topics,
 * databases and subjects. Its logs are in {@code target/local-stack}, or where the system property
 * {@code local-stack.directory} says: JVMs that test at the same time need one each.
 */
public final class LocalStackExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(LocalStackExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == LocalStack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            LocalStack.class,
            type ->
                LocalStack.startEmpty(
                    Path.of(System.getProperty("local-stack.directory", "target/local-stack"))),
            LocalStack.class);
  }
}
