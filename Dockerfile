# The lecture in a container, for readers:
#   docker build --tag lecture .
#   docker run --rm --publish 8888:8888 --volume "$PWD/work:/home/jovyan/work" lecture
ARG BASE_IMAGE=quay.io/jupyter/base-notebook:python-3.12
FROM $BASE_IMAGE

USER root
COPY . /opt/lecture/
WORKDIR /opt/lecture
RUN pip install --no-cache-dir --requirement requirements.txt && \
    mkdir -p "${CONDA_DIR}/etc/jupyter" && \
    cp -r tools/jupyter/. .binder/jupyter_server_config.json "${CONDA_DIR}/etc/jupyter/" && \
    echo 'python /opt/lecture/tools/copies.py "/home/${NB_USER}/work"' \
        > /usr/local/bin/before-notebook.d/50-lecture.sh && \
    fix-permissions "${CONDA_DIR}" && \
    fix-permissions "/home/${NB_USER}"

USER ${NB_UID}
WORKDIR "${HOME}"
