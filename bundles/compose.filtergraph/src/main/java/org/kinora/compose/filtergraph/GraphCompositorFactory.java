package org.kinora.compose.filtergraph;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.kinora.scene.Scene;
import org.kinora.scene.Zoom;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.compose.CompositorSettings;
import org.osgi.service.component.annotations.Component;

/** Makes compositors of filters; others are preferred. */
@Component(
    property = {CompositorFactory.COMPOSITOR + "=filtergraph", "service.ranking:Integer=-100"})
public final class GraphCompositorFactory implements CompositorFactory {
  @Override
  public List<String> unsupported(Scene scene) {
    List<String> names = new ArrayList<>();
    if (scene.pointer().isPresent()) {
      names.add("cursor");
    }
    if (!scene.captions().isEmpty()) {
      names.add("captions");
    }
    if (scene.zooms().stream().anyMatch(Zoom::zoomsBackground)) {
      names.add("zoomed background");
    }
    return List.copyOf(names);
  }

  @Override
  public Compositor create(CompositorSettings settings) throws IOException {
    return new GraphCompositor(settings);
  }
}
