# SPDX-License-Identifier: GPL-3.0-or-later
#
# The server and only the server: its pinned packages in a virtual environment, protocol/ and services/, no build tools,
# not root, nothing written outside /data, /logs and /tmp. Builds with BuildKit and with the classic builder, so: no
# heredocs, no cache mounts, no syntax line (which would need a registry).
#
# BASE is any image with Python 3.11 or newer and its venv module as `python3`. Where no image registry can be reached,
# `make base-image` builds one under this very name.
ARG BASE=python:3.13-slim

FROM ${BASE} AS packages
# How this host's pip reaches its packages, if it says so; taken from the environment by docker-compose.yml, used here
# and absent from the final image.
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
ARG PIP_TRUSTED_HOST
ARG PIP_DEFAULT_TIMEOUT
COPY requirements/server.txt /tmp/server.txt
# The second environment only brings pip, which then does not come along.
RUN python3 -m venv --without-pip /opt/hubbub \
 && python3 -m venv /tmp/pip \
 && /tmp/pip/bin/pip --python /opt/hubbub/bin/python install --quiet --no-cache-dir --disable-pip-version-check \
    --only-binary :all: --require-hashes -r /tmp/server.txt
COPY protocol /opt/hubbub/app/protocol
COPY services /opt/hubbub/app/services
# Compiled here, because the running container cannot write: it starts in half the time.
RUN /opt/hubbub/bin/python -m compileall -q /opt/hubbub/app

FROM ${BASE}
LABEL org.opencontainers.image.title="Hubbub" \
      org.opencontainers.image.description="A chat room on one TCP port, for every kind of client" \
      org.opencontainers.image.licenses="GPL-3.0-or-later"
RUN mkdir /data /logs && chown 10001:10001 /data /logs && chmod 0750 /data /logs
COPY --from=packages /opt/hubbub /opt/hubbub
WORKDIR /opt/hubbub/app
ENV PATH=/opt/hubbub/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HUBBUB_LISTEN=0.0.0.0:9090 \
    HUBBUB_DATA_DIR=/data \
    HUBBUB_LOG_DIR=/logs
USER 10001:10001
EXPOSE 9090
STOPSIGNAL SIGTERM
# A real round trip through the port that HUBBUB_LISTEN names. How often: docker-compose.yml.
HEALTHCHECK CMD ["python", "-m", "services.chat.health"]
# What comes before the first instruction of services/chat/__main__.py waits for it, also for PID 1.
ENTRYPOINT ["env", "--block-signal=TERM,INT,HUP", "python", "-m", "services.chat"]
