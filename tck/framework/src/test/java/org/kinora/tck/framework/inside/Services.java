package org.kinora.tck.framework.inside;

import org.kinora.export.ExportRequest;
import org.kinora.export.ExportResult;
import org.kinora.export.ExportService;
import org.osgi.framework.BundleContext;

/** The services of the framework that a test has started. */
record Services(BundleContext context) {
  <T> T get(Class<T> type) {
    return context.getService(context.getServiceReference(type));
  }

  /** Runs a job to its end. */
  ExportResult run(ExportRequest request) throws Exception {
    return get(ExportService.class).start(request).await();
  }
}
