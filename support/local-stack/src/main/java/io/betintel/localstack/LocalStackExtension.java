package io.betintel.localstack;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link LocalStack} as a parameter, or one of its servers, such as {@link
 * PostgresServer}, to those that need no other. One stack serves the whole run: a server starts,
 * empty, when first asked for and ends with the run, so tests keep apart by their own topics,
 * databases and subjects. Its logs are in {@code target/local-stack}, or where the system property
 * {@code local-stack.directory} says: JVMs that test at the same time need one each.
 */
public final class LocalStackExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(LocalStackExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == LocalStack.class || Server.class.isAssignableFrom(type);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    Store store = test.getRoot().getStore(NAMESPACE);
    LocalStack stack =
        store.computeIfAbsent(
            LocalStack.class,
            key ->
                LocalStack.prepareEmpty(
                    Path.of(System.getProperty("local-stack.directory", "target/local-stack"))),
            LocalStack.class);
    List<Server> wanted =
        stack.servers().stream()
            .filter(server -> type == LocalStack.class || type.isInstance(server))
            .toList();
    // Only once: a test that stops a server starts it again.
    List<Server> first =
        wanted.stream().filter(server -> store.get(server.getClass()) == null).toList();
    stack.start(first);
    first.forEach(server -> store.put(server.getClass(), server));
    return type == LocalStack.class ? stack : wanted.get(0);
  }
}
