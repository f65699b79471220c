package org.kinora.compose.basic;

import java.io.IOException;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.compose.CompositorSettings;
import org.osgi.service.component.annotations.Component;

/** Makes basic compositors, which draw all of a scene. */
@Component(property = CompositorFactory.COMPOSITOR + "=basic")
public final class BasicCompositorFactory implements CompositorFactory {
  @Override
  public Compositor create(CompositorSettings settings) throws IOException {
    return BasicCompositor.create(settings);
  }
}
