package org.kinora.tck.framework;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.kinora.tck.framework.inside.Orders;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** The package {@code inside} as a bundle, which uses the API as a plugin does. */
final class InsideBundle {
  private final Function<String, String> orders;

  private InsideBundle(Function<String, String> orders) {
    this.orders = orders;
  }

  @SuppressWarnings("unchecked") // both types are the JDK's
  static InsideBundle start(BundleContext context) throws IOException, BundleException {
    Bundle inside = context.installBundle("inside", new ByteArrayInputStream(jar()));
    inside.start();
    Object service = context.getService(inside.getRegisteredServices()[0]);
    return new InsideBundle((Function<String, String>) Objects.requireNonNull(service));
  }

  /** Has one of the {@link Orders} carried out; returns the answer. */
  String ask(String order) {
    return orders.apply(order);
  }

  private static byte[] jar() throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.putValue("Manifest-Version", "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "org.example.inside");
    headers.putValue("Bundle-Activator", Orders.class.getName());
    headers.putValue(
        "Import-Package",
        "org.osgi.framework,org.kinora.export,org.kinora.media,org.kinora.playback,"
            + "org.kinora.plugins,org.kinora.scene,"
            + "org.apache.felix.service.command;resolution:=optional");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = bytes;
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Path type : classes()) {
        String entry = Orders.class.getPackageName().replace('.', '/') + "/" + type.getFileName();
        jar.putNextEntry(new JarEntry(entry));
        try (InputStream in = Files.newInputStream(type)) {
          in.transferTo(jar);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static List<Path> classes() throws IOException {
    try {
      Path directory =
          Path.of(Objects.requireNonNull(Orders.class.getResource("Orders.class")).toURI())
              .resolveSibling("");
      try (Stream<Path> files = Files.list(directory)) {
        return files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
