"""Argo CD's projects and Applications for the platform's team and for two teams with APIs behind its gateway."""

from pathlib import Path

from llm_api_mesh import ArgoCdProjects, ArgoCdSource, ArgoCdTeam, Certificate, LlmGateway, MeshApp

app = MeshApp(outdir=Path(__file__).with_name("dist"), argo_cd=True)

teams = {
    "ai": ArgoCdTeam(
        source=ArgoCdSource(repo_url="https://git.example.com/ai/llm-apis.git"),
        namespaces=["ai"],
        groups=["team-ai"],
        at_gateway=True,
        ignore_weights_of=["ai/chat-versions"],
    ),
    "search": ArgoCdTeam(
        source=ArgoCdSource(repo_url="https://git.example.com/search/llm-apis.git", path="dist/prod"),
        namespaces=["search", "search-batch"],
        groups=["team-search"],
        application_for_each_file=True,
        outbound=True,
        kinds=["autoscaling/HorizontalPodAutoscaler"],
    ),
}
projects = ArgoCdProjects(
    source=ArgoCdSource(repo_url="https://git.example.com/platform/llm-gateway.git"),
    groups=["team-platform"],
    teams=teams,
    app_of_apps=True,
)
LlmGateway(
    app,
    "llm",
    namespace="llm-gateway",
    hosts={
        "ai": ["chat.example.com"],
        "search": ["search.example.com"],
        "search-batch": ["batch.search.example.com"],
    },
    certificates=[Certificate(credential_name="llm")],
    inference_pools=["search"],
    anonymous=True,
    admission_policy=True,
    argo_cd_projects=projects,
)
app.synth()
